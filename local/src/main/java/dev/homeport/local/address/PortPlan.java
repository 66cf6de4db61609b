package dev.homeport.local.address;

import java.util.Optional;

/**
 * The port number of every {@link PortRole}: a base and, from there, one port per role. Immutable
 * and thread-safe.
 *
 * @param base port of the first role
 */
public record PortPlan(int base) {

    /** The highest port that may be planned; Linux hands out higher ones by itself. */
    public static final int HIGHEST_PORT = 32767;

    /** The plan used unless another is asked for: ports from 21000 up. */
    public static final PortPlan USUAL = new PortPlan(21000);

    private static final int LOWEST_BASE = 1024;

    /**
     * Makes a plan.
     *
     * @throws IllegalArgumentException if a role's port would lie below 1024 or above 32767
     */
    public PortPlan {
        var highestBase = HIGHEST_PORT - PortRole.values().length + 1;
        if (base < LOWEST_BASE || base > highestBase) {
            throw new IllegalArgumentException(
                    "first port: "
                            + base
                            + " is out of range; use a port from "
                            + LOWEST_BASE
                            + " to "
                            + highestBase);
        }
    }

    /** Returns the port of a role. */
    @SuppressWarnings("EnumOrdinal") // the order of the roles is what fixes their ports
    public int portOf(PortRole role) {
        return base + role.ordinal();
    }

    /** Returns the role of a port, or nothing if the port is not in this plan. */
    public Optional<PortRole> roleOf(int port) {
        var roles = PortRole.values();
        var index = port - base;
        return index >= 0 && index < roles.length ? Optional.of(roles[index]) : Optional.empty();
    }
}
