package io.prego.edge;

import io.prego.edge.access.AccessCheck;
import io.prego.edge.access.AccessFilter;
import io.prego.edge.access.InternalKeys;
import io.prego.edge.access.OriginFilter;
import io.prego.edge.access.Origins;
import io.prego.edge.access.Peers;
import io.prego.edge.body.AnswerCheck;
import io.prego.edge.body.BodyAdvice;
import io.prego.edge.body.BodyBudget;
import io.prego.edge.body.BodyCheck;
import io.prego.edge.body.BodyFilter;
import io.prego.edge.body.WholeAnswerFilter;
import io.prego.edge.json.Instants;
import io.prego.edge.json.StrictJson;
import io.prego.edge.limit.CommandLimitFilter;
import io.prego.edge.limit.InFlightFilter;
import io.prego.edge.limit.RateCheck;
import io.prego.edge.mac.ServerSecret;
import io.prego.edge.paging.Page;
import io.prego.edge.paging.PageArgument;
import io.prego.edge.problem.ProblemAdvice;
import io.prego.edge.problem.ProblemFilter;
import io.prego.edge.request.ContextCheck;
import io.prego.edge.request.ReadRequest;
import io.prego.edge.request.RequestArguments;
import io.prego.edge.route.ParameterCheck;
import io.prego.edge.tomcat.ErrorPageEndpoint;
import io.prego.edge.tomcat.ProblemReportValve;
import io.prego.edge.tomcat.QuietLogs;
import io.prego.edge.trace.TraceFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.catalina.core.StandardHost;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.tomcat.TomcatContextCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.Ordered;
import org.springframework.core.task.VirtualThreadTaskExecutor;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every HTTP route gets, in the order in which a request passes it: an application imports this class and provides
 * {@link EdgeSettings}, {@link InternalKeys} and a {@link ServerSecret}.
 */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, BodyAdvice.class, ErrorPageEndpoint.class})
@PropertySource("classpath:io/prego/edge/edge.properties")
public class Edge {

    // Filters, outermost first. Each may answer alone; the origin filter stands before those that refuse, so that a
    // page can read why it was refused.

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        return filter(new TraceFilter(), 0);
    }

    @Bean
    FilterRegistrationBean<ProblemFilter> problemFilter() {
        return filter(new ProblemFilter(), 1);
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(InternalKeys keys) {
        return filter(new AccessFilter(keys), 2);
    }

    @Bean
    FilterRegistrationBean<OriginFilter> originFilter(EdgeSettings settings) {
        return filter(new OriginFilter(Origins.of(settings.allowedOrigins())), 3);
    }

    @Bean
    FilterRegistrationBean<InFlightFilter> inFlightFilter(EdgeSettings settings) {
        return filter(new InFlightFilter(settings.inFlightMax()), 4);
    }

    @Bean
    FilterRegistrationBean<BodyFilter> bodyFilter(EdgeSettings settings) {
        return filter(new BodyFilter(new BodyBudget(settings.bodyBytesInFlightMax())), 5);
    }

    @Bean
    FilterRegistrationBean<CommandLimitFilter> commandLimitFilter(EdgeSettings settings) {
        return filter(new CommandLimitFilter(settings.inFlightMax()), 6);
    }

    @Bean
    FilterRegistrationBean<WholeAnswerFilter> wholeAnswerFilter() {
        return filter(new WholeAnswerFilter(), 7);
    }

    private static <F extends Filter> FilterRegistrationBean<F> filter(F filter, int order) {
        var registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100 + order);
        registration.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST));
        return registration;
    }

    @Bean
    Peers peers(EdgeSettings settings) {
        return Peers.behind(settings.trustedProxies());
    }

    /** Checks once the route is known, in order; the context comes last, since it needs a body that can be read. */
    @Bean
    WebMvcConfigurer routeChecks(EdgeSettings settings, Peers peers, ServerSecret secret, JsonMapper json) {
        var parameters = new ParameterCheck(
                Map.of(ReadRequest.class, RequestArguments.PARAMETERS, Page.class, PageArgument.PARAMETERS));
        var checks = List.of(
                new AccessCheck(),
                new RateCheck(settings.rateLimits(), peers),
                new AnswerCheck(),
                new BodyCheck(json),
                parameters,
                new ContextCheck(peers, secret, json));
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                checks.forEach(registry::addInterceptor);
            }

            // An answer that goes on ends by itself, not by a timer, and has a virtual thread like any other.
            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer async) {
                async.setDefaultTimeout(-1).setTaskExecutor(new VirtualThreadTaskExecutor("answer-"));
            }

            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, Instant.class, Instants::require);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestArguments());
                resolvers.add(new PageArgument(secret));
            }
        };
    }

    @Bean
    JsonFactoryBuilderCustomizer strictJsonFactory() {
        return StrictJson::factory;
    }

    @Bean
    JsonMapperBuilderCustomizer strictJsonMapper() {
        return StrictJson::mapper;
    }

    @Bean
    TomcatContextCustomizer problemReports(ObjectProvider<LoggingSystem> logs) {
        logs.ifAvailable(QuietLogs::apply);
        return context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemReportValve.class.getName());
            }
        };
    }
}
