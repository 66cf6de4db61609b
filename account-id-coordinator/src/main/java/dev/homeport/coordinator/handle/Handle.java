package dev.homeport.coordinator.handle;

/**
 * A handle in its normal form, made by {@link HandleForm}. Two handles are the same one when their
 * skeletons are equal. Immutable and thread-safe.
 *
 * @param shown the handle as it is shown: compatibility characters and case folded
 * @param skeleton the handle as it is compared: look-alikes folded too; never shown
 */
public record Handle(String shown, String skeleton) {}
