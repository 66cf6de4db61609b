package dev.homeport.architecture.wrong.wire;

public record Message(String text) {}
