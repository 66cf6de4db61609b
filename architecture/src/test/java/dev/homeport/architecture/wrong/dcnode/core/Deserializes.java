package dev.homeport.architecture.wrong.dcnode.core;

import java.io.ObjectInputStream;

record Deserializes(ObjectInputStream stream) {}
