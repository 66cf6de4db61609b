package dev.homeport.architecture.wrong.vocabulary;

import dev.homeport.architecture.wrong.wire.Message;

record NeedsTheWire(Message message) {}
