package dev.homeport.local.adapter.http;

import dev.homeport.local.wan.WanEmulator;

/** The network, as it is shown and changed. Thread-safe. */
record WanRoute(WanEmulator emulator) implements ControlRoute {

    @Override
    public String show() {
        return WanJson.ofLinks(emulator.show());
    }

    @Override
    public String change(String json) {
        var request = WanJson.request(json);
        for (var command : request.commands(emulator.show())) {
            emulator.apply(command);
        }
        return show();
    }
}
