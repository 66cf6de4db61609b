package dev.homeport.cli.adapter.yaml;

import dev.homeport.cli.output.Document;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Documents as YAML: {@code NO} is quoted, so that it stays Norway. Stateless and thread-safe. */
public final class YamlRenderer {

    private YamlRenderer() {}

    /** One line a field. */
    public static String render(Document document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        options.setSplitLines(false);
        options.setAllowUnicode(true);
        var fields = new LinkedHashMap<String, @Nullable Object>();
        document.fields().forEach(field -> fields.put(field.name(), field.value()));
        return new Yaml(options).dump(fields);
    }
}
