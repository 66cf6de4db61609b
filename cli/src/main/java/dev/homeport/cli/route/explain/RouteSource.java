package dev.homeport.cli.route.explain;

import dev.homeport.regionrouter.route.RouteAnswer;
import dev.homeport.regionrouter.route.Subject;

/** Somebody who can answer which site is home of a subject. */
public interface RouteSource {

    /** Who that is, for people. */
    String name();

    /**
     * Answers for one subject.
     *
     * @throws dev.homeport.cli.exit.CommandFailure if no answer can be had
     */
    RouteAnswer answer(Subject subject);
}
