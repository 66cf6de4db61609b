package dev.homeport.architecture.wrong.dcnode.core;

record LeaseManager() {}
