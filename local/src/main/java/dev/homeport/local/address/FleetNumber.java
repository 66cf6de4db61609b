package dev.homeport.local.address;

/**
 * The second octet of every address of a local fleet: two fleets on one machine with different
 * numbers never meet. Not the fleet's identity, which is a {@link dev.homeport.vocabulary.FleetId}.
 * Immutable and thread-safe.
 *
 * @param value from 1 to 254; 0 is left to everything else on the machine that uses 127.0.0.1
 */
public record FleetNumber(int value) {

    /**
     * Makes a fleet number.
     *
     * @throws IllegalArgumentException if the value is not from 1 to 254
     */
    public FleetNumber {
        if (value < 1 || value > 254) {
            throw new IllegalArgumentException(
                    "fleet number: " + value + " is out of range; use a number from 1 to 254");
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
