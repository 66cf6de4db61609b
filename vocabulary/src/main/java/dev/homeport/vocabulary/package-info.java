/**
 * The words that every part of Homeport shares: sites, shards, epochs, routing tables, identifiers,
 * error codes and waits before a retry. Values only: immutable, validated when they are made, and
 * free of every dependency except the JDK.
 */
@NullMarked
package dev.homeport.vocabulary;

import org.jspecify.annotations.NullMarked;
