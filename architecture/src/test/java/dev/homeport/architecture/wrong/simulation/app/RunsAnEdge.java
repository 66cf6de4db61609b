package dev.homeport.architecture.wrong.simulation.app;

import dev.homeport.architecture.wrong.dcnode.adapter.sql.Edge;
import dev.homeport.architecture.wrong.wire.Message;

record RunsAnEdge(Edge edge, Message message) {}
