package dev.homeport.architecture.wrong.nowhere;

record Stray() {}
