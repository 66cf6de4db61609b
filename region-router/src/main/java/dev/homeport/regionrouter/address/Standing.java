package dev.homeport.regionrouter.address;

/**
 * What an address says about where its user is, before any database is asked. Values are immutable
 * and thread-safe.
 */
public sealed interface Standing {

    /**
     * A public unicast address: a database may know its country.
     *
     * @param ip the address
     */
    record Public(IpAddress ip) implements Standing {}

    /**
     * An IPv6 address that carries an IPv4 address, and that one says where the user is.
     *
     * @param carried the IPv4 address
     * @param carrier the mechanism, such as {@code "6to4"}
     */
    record Carrying(IpAddress carried, String carrier) implements Standing {}

    /**
     * An address that stands for no place on the public internet: private, reserved, documentation,
     * loopback and the like.
     *
     * @param block the registered block that it is in
     * @param name the block's name in the registry
     * @param source the document that set it apart
     */
    record SpecialPurpose(IpBlock block, String name, String source) implements Standing {}
}
