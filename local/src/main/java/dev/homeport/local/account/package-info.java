/** Accounts that a local fleet is tried with. */
@NullMarked
package dev.homeport.local.account;

import org.jspecify.annotations.NullMarked;
