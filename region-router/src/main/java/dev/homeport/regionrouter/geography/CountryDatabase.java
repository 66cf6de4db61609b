package dev.homeport.regionrouter.geography;

import dev.homeport.regionrouter.address.IpAddress;
import java.util.Optional;

/** Knows which country an address is used in. Implementations are thread-safe and never block. */
@FunctionalInterface
public interface CountryDatabase {

    /**
     * The code that the database has for an address.
     *
     * @param ip a public address
     * @return the code as it stands in the database, or empty where the database knows none
     */
    Optional<String> countryCodeOf(IpAddress ip);
}
