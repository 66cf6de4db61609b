package dev.homeport.local.adapter.mariadb;

import org.junit.jupiter.api.Timeout;

/** On the server that {@code up} would take: the installed one, or else the packaged one. */
@Timeout(120)
class DatabaseIT extends DatabaseContract {

    @Override
    DatabaseSoftware software() throws Exception {
        var installed = DatabaseSoftware.installed(System.getenv());
        return installed.isPresent() ? installed.get() : packaged();
    }
}
