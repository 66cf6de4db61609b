package dev.homeport.architecture.wrong.coordinator.voter;

/** A part of the coordinator that is nobody else's. */
public final class Inside {}
