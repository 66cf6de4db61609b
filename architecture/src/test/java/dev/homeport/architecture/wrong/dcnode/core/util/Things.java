package dev.homeport.architecture.wrong.dcnode.core.util;

record Things() {}
