package florin.journal.test.openapi;

import florin.journal.change.ChangeApi;
import florin.journal.stream.ProblemDefinition;
import florin.journal.web.openapi.Descriptions;
import florin.journal.web.openapi.OpenApiConfiguration;
import florin.journal.web.problem.ProblemCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.webflux.core.configuration.SpringDocWebFluxConfiguration;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableReactiveWebApplicationContext;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.objenesis.SpringObjenesis;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OpenAPI document of a service, made from its handlers without a database or a server: the
 * handlers have no dependencies, as none of them is called.
 *
 * @param unusedDescriptions keys of the service's descriptions that the document has no place for
 */
public record ServiceDocument(JsonNode root, Set<String> unusedDescriptions) {

  private static final Duration TIME = Duration.ofMinutes(2);
  private static final int LARGEST = 16 * 1024 * 1024;

  /** The bean that gives the area of the change feed. */
  public record Area(String area) {}

  /**
   * Makes the document.
   *
   * @param handlers the package of the service
   * @param area the last segment of its change feed
   * @param own the problem types of the service
   */
  public static ServiceDocument of(String handlers, String area, ProblemDefinition... own) {
    List<ServiceDocument> made = new ArrayList<>();
    new ReactiveWebApplicationContextRunner()
        .withPropertyValues(
            "springdoc.api-docs.version=openapi_3_1",
            "springdoc.writer-with-order-by-keys=true",
            "springdoc.default-produces-media-type=application/json")
        .withConfiguration(
            AutoConfigurations.of(
                WebFluxAutoConfiguration.class,
                HttpHandlerAutoConfiguration.class,
                JacksonAutoConfiguration.class,
                SpringDocConfiguration.class,
                SpringDocConfigProperties.class,
                SpringDocWebFluxConfiguration.class))
        .withUserConfiguration(OpenApiConfiguration.class)
        .withBean(ProblemCatalog.class, () -> ProblemCatalog.of(own))
        .withBean("undoables", Area.class, () -> new Area(area))
        .withInitializer(context -> addHandlers((GenericApplicationContext) context, handlers))
        .run(context -> made.add(read(context)));
    return made.getFirst();
  }

  private static void addHandlers(GenericApplicationContext context, String handlers) {
    ClassPathScanningCandidateComponentProvider scanner =
        new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    add(context, ChangeApi.class);
    scanner.findCandidateComponents(handlers).stream()
        .map(BeanDefinition::getBeanClassName)
        .map(Objects::requireNonNull)
        .sorted()
        .forEach(name -> add(context, ClassUtils.resolveClassName(name, null)));
  }

  private static <T> void add(GenericApplicationContext context, Class<T> handler) {
    SpringObjenesis objenesis = new SpringObjenesis();
    context.registerBean(handler.getName(), handler, () -> objenesis.newInstance(handler, false));
  }

  private static ServiceDocument read(AssertableReactiveWebApplicationContext context) {
    byte[] document =
        WebTestClient.bindToApplicationContext(context)
            .configureClient()
            .responseTimeout(TIME)
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(LARGEST))
            .build()
            .get()
            .uri("/v3/api-docs")
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return new ServiceDocument(
        JsonMapper.shared().readTree(Objects.requireNonNull(document)),
        context.getBean(Descriptions.class).unused());
  }
}
