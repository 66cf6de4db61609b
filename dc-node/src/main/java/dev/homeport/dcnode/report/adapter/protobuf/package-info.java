/** Reports of a site as messages. */
@NullMarked
package dev.homeport.dcnode.report.adapter.protobuf;

import org.jspecify.annotations.NullMarked;
