package dev.homeport.cli.wan;

import dev.homeport.local.wan.LinkStatus;
import dev.homeport.local.wan.WanRequest;
import java.util.List;

/** The network between the sites of the running fleet. */
public interface WanControl {

    /**
     * Returns every direction of every link.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if no launcher answers
     */
    List<LinkStatus> show();

    /**
     * Changes the network and returns it as it is then.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if no launcher answers, or it refuses
     */
    List<LinkStatus> change(WanRequest request);
}
