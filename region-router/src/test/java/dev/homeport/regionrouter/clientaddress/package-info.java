@NullMarked
package dev.homeport.regionrouter.clientaddress;

import org.jspecify.annotations.NullMarked;
