package dev.homeport.architecture.right.vocabulary;

import org.jspecify.annotations.Nullable;

public record Word(@Nullable String text) {}
