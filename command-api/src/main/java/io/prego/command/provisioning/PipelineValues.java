package io.prego.command.provisioning;

import io.prego.command.handling.Rules;
import io.prego.command.handling.Secrets;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules of what pipelines and operators say, since all of it enters history. */
final class PipelineValues {

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._:#/-]{1,128}");
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int OUTPUTS_MAX = 32;
    private static final int TEXT_LENGTH_MAX = 512;

    private PipelineValues() {}

    static void word(Rules rules, @Nullable String value, String pointer) {
        rules.demand(value == null || WORD.matcher(value).matches(), pointer, "1 to 128 of A-Za-z0-9 and ._:#/-");
    }

    static void code(Rules rules, @Nullable String value, String pointer) {
        rules.demand(
                value == null || CODE.matcher(value).matches(),
                pointer,
                "1 to 64 of a-z, 0-9 and _, beginning with a letter");
    }

    static void text(Rules rules, @Nullable String value, String pointer) {
        rules.demand(
                value == null || isText(value),
                pointer,
                "at most 512 characters, no control character, no secret, no address");
    }

    static Map<String, String> outputs(Rules rules, @Nullable Map<String, String> outputs) {
        if (outputs == null) {
            return Map.of();
        }
        rules.demand(outputs.size() <= OUTPUTS_MAX, "/outputs", "at most 32 outputs");
        outputs.forEach((name, value) -> rules.demand(
                CODE.matcher(name).matches() && isText(value),
                "/outputs",
                "names of a-z, 0-9 and _ that begin with a letter; values of at most 512 characters without secrets"));
        return outputs;
    }

    private static boolean isText(@Nullable String value) {
        return value != null
                && value.length() <= TEXT_LENGTH_MAX
                && !Secrets.in(value)
                && value.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
