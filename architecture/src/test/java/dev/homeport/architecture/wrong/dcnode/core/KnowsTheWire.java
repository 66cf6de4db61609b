package dev.homeport.architecture.wrong.dcnode.core;

import dev.homeport.architecture.wrong.wire.Message;

record KnowsTheWire(Message message) {}
