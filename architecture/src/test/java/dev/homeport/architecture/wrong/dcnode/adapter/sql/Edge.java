package dev.homeport.architecture.wrong.dcnode.adapter.sql;

import dev.homeport.architecture.wrong.dcnode.app.Wiring;

public record Edge(Wiring wiring) {}
