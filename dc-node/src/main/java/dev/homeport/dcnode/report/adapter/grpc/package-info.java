/** Reports of a site, asked over the port between nodes. */
@NullMarked
package dev.homeport.dcnode.report.adapter.grpc;

import org.jspecify.annotations.NullMarked;
