package dev.homeport.architecture.right.dcnode.app;

import dev.homeport.architecture.right.dcnode.adapter.sql.Store;

record Main(Store store) {}
