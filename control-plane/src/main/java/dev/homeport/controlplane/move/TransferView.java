package dev.homeport.controlplane.move;

import java.util.Optional;

/**
 * A transfer as it looks now. Immutable and thread-safe.
 *
 * @param transfer the transfer
 * @param state how far it has come
 * @param detail what it waits for, if reports say
 */
public record TransferView(Transfer transfer, TransferState state, Optional<String> detail) {}
