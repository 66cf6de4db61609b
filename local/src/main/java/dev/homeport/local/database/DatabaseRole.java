package dev.homeport.local.database;

/** A user of a site's database and what it may do. */
public enum DatabaseRole {
    /** Writes the views and migrates their tables. */
    APPLIER("homeport_applier", "ALL PRIVILEGES ON `homeport`.*"),
    /** Reads the views. */
    READER("homeport_reader", "SELECT ON `homeport`.*"),
    /** Asks whether the server answers; may read nothing. */
    PROBE("homeport_probe", "USAGE ON *.*"),
    /** Does everything else: read-only for drills, watching, repairs. */
    ADMINISTRATOR("homeport_administrator", "ALL PRIVILEGES ON *.*");

    private final String userName;
    private final String privileges;

    DatabaseRole(String userName, String privileges) {
        this.userName = userName;
        this.privileges = privileges;
    }

    /** Returns the name that the user signs in with. */
    public String userName() {
        return userName;
    }

    String privileges() {
        return privileges;
    }
}
