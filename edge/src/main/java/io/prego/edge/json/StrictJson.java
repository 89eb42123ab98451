package io.prego.edge.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * How JSON is read and written: snake_case names, every field written (null too) in declared order; nothing unknown,
 * double, trailing, coerced or deeply nested is read.
 */
public final class StrictJson {

    /** Deeper than any body of ours by far, and far from what exhausts a stack. */
    static final int NESTING_MAX = 64;

    private StrictJson() {}

    public static void factory(JsonFactoryBuilder factory) {
        factory.streamReadConstraints(
                StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build());
        factory.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
        factory.disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    }

    public static void mapper(JsonMapper.Builder mapper) {
        mapper.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .addModule(new InstantsModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .withCoercionConfig(LogicalType.Textual, StrictJson::onlyText);
    }

    /** A mapper of this kind for code that runs without Spring's. */
    public static JsonMapper alone() {
        var factory = JsonFactory.builder();
        factory(factory);
        var mapper = JsonMapper.builder(factory.build());
        mapper(mapper);
        return mapper.build();
    }

    private static void onlyText(MutableCoercionConfig text) {
        text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
    }
}
