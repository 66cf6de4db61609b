package dev.homeport.cli.up;

/** Starts fleets on this machine. */
public interface Launcher {

    /**
     * Starts a fleet and keeps it running until this process is asked to end.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if it cannot be started; nothing is left running
     */
    void run(LaunchRequest request, LaunchProgress progress);

    /**
     * Starts a fleet that another process keeps running, and returns when it is ready.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if it cannot be started; nothing is left running
     */
    void detach(LaunchRequest request, LaunchProgress progress);
}
