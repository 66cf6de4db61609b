package dev.homeport.dcnode.link.pull;

/**
 * How much may be shipped. Immutable.
 *
 * @param weight no further batch begins once batches of so much {@linkplain Shipment#weight weight}
 *     were shipped since the start of the round
 * @param batchBytes no further entry is added to a batch whose payloads have so many bytes
 */
public record Credit(long weight, int batchBytes) {

    /**
     * Makes a credit.
     *
     * @throws IllegalArgumentException if the weight is negative or the bytes below 1
     */
    public Credit {
        if (weight < 0 || batchBytes < 1) {
            throw new IllegalArgumentException(
                    "credit: weight "
                            + weight
                            + " must not be negative, batchBytes "
                            + batchBytes
                            + " not below 1");
        }
    }
}
