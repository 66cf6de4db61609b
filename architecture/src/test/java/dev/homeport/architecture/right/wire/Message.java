package dev.homeport.architecture.right.wire;

public record Message(String text) {}
