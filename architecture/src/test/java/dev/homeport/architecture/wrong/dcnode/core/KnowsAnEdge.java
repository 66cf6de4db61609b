package dev.homeport.architecture.wrong.dcnode.core;

import dev.homeport.architecture.wrong.dcnode.adapter.sql.Edge;

record KnowsAnEdge(Edge edge) {}
