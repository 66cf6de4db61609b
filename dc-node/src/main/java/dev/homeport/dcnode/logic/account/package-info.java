/** Accounts: registering one, looking one up. */
@NullMarked
package dev.homeport.dcnode.logic.account;

import org.jspecify.annotations.NullMarked;
