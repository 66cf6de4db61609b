package dev.homeport.architecture.wrong.dcnode.core;

import java.io.Serializable;

record Serialized() implements Serializable {}
