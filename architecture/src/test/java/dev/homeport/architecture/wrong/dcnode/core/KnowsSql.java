package dev.homeport.architecture.wrong.dcnode.core;

import java.sql.Connection;

record KnowsSql(Connection connection) {}
