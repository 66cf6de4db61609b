package dev.homeport.coordinator.state;

class InMemoryStoreTest extends CoordinatorStoreContract {

    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected CoordinatorStore store() {
        return store;
    }
}
