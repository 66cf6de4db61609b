package dev.homeport.architecture.right.simulation;

import dev.homeport.architecture.right.dcnode.lease.Lease;
import dev.homeport.architecture.right.dcnode.lease.MoveRules;

record Run(Lease lease) {

    MoveRules weakened() {
        return MoveRules.without();
    }
}
