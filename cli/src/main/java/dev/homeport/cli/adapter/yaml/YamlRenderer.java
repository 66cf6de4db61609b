package dev.homeport.cli.adapter.yaml;

import dev.homeport.cli.output.Document;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Documents as YAML: {@code NO} is quoted, so that it stays Norway. Stateless and thread-safe. */
public final class YamlRenderer {

    private YamlRenderer() {}

    /** One line a field, lists and documents below theirs. */
    public static String render(Document document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        return new Yaml(options).dump(plain(document));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Document document -> {
                var fields = new LinkedHashMap<String, @Nullable Object>();
                document.fields().forEach(field -> fields.put(field.name(), plain(field.value())));
                yield fields;
            }
            case List<?> list -> list.stream().map(YamlRenderer::plain).toList();
            case null, default -> value;
        };
    }
}
