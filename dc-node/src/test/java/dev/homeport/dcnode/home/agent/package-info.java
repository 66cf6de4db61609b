@NullMarked
package dev.homeport.dcnode.home.agent;

import org.jspecify.annotations.NullMarked;
