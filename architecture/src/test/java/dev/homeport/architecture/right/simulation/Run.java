package dev.homeport.architecture.right.simulation;

import dev.homeport.architecture.right.dcnode.lease.Lease;

record Run(Lease lease) {}
