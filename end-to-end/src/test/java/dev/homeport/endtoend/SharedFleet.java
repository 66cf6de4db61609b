package dev.homeport.endtoend;

import java.io.IOException;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands every scenario the one {@link Fleet}, started for the first of them, ended after the last,
 * and healed before each.
 */
final class SharedFleet implements ParameterResolver, BeforeEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(SharedFleet.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Fleet.class;
    }

    @Override
    public Fleet resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return fleet(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        fleet(context).heal();
    }

    private static Fleet fleet(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Fleet.class, _ -> started(), Fleet.class);
    }

    private static Fleet started() {
        try {
            return Fleet.start();
        } catch (IOException e) {
            throw new AssertionError("the fleet does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
