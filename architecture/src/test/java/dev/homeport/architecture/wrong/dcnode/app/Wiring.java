package dev.homeport.architecture.wrong.dcnode.app;

public record Wiring() {}
