package dev.homeport.coordinator.claim;

/**
 * The latest operation of an account, by which repeats and latecomers are known. Immutable.
 *
 * @param stamp where it came from
 * @param outcome what became of it
 */
public record LastOperation(OperationStamp stamp, ClaimOutcome outcome) {}
