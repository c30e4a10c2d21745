package florin.journal.web.openapi;

import florin.journal.web.problem.ProblemCatalog;
import io.swagger.v3.core.converter.ModelConverter;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts that complete the document of springdoc. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {

  @Bean
  ModelConverter recordSchemas() {
    return new RecordSchemas();
  }

  @Bean
  Descriptions documentDescriptions() {
    return Descriptions.load();
  }

  @Bean
  GlobalOperationCustomizer operationCompletion(ProblemCatalog catalog) {
    return new OperationCompletion(
        catalog, new ReachableCode(OpenApiConfiguration.class.getClassLoader()));
  }

  @Bean
  GlobalOpenApiCustomizer documentCompletion(
      ModelConverter recordSchemas, Descriptions documentDescriptions, ProblemCatalog catalog) {
    return new DocumentCompletion((RecordSchemas) recordSchemas, documentDescriptions, catalog);
  }
}
