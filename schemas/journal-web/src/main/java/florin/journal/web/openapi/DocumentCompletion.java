package florin.journal.web.openapi;

import florin.journal.web.problem.DescribedProblem;
import florin.journal.web.problem.Problem;
import florin.journal.web.problem.ProblemCatalog;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Completes the whole document: schemas, descriptions, examples, security, problem catalogue. */
final class DocumentCompletion implements GlobalOpenApiCustomizer {

  private static final String BEARER = "bearer";

  private final RecordSchemas records;
  private final Descriptions descriptions;
  private final ProblemCatalog catalog;

  DocumentCompletion(RecordSchemas records, Descriptions descriptions, ProblemCatalog catalog) {
    this.records = records;
    this.descriptions = descriptions;
    this.catalog = catalog;
  }

  @Override
  public void customise(OpenAPI document) {
    if (document.getComponents() == null) {
      document.setComponents(new Components());
    }
    document.setInfo(new Info().title("Florin").version("0.1.0"));
    document.getComponents().addSecuritySchemes(BEARER, bearer());
    document.setSecurity(List.of(new SecurityRequirement().addList(BEARER)));
    ModelConverters.getInstance(true)
        .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(true))
        .referencedSchemas
        .forEach(document.getComponents()::addSchemas);
    ProblemResponses.Headers.addTo(document);
    ProblemResponses.addExamples(document, catalog.all());
    document.addExtension(DescribedProblem.CATALOGUE, ProblemResponses.catalogue(catalog.all()));
    new SchemaCompletion(descriptions).complete(document, records.records());
    if (document.getPaths() != null) {
      OperationIds ids = new OperationIds();
      new TreeMap<>(document.getPaths())
          .forEach(
              (path, item) -> {
                item.readOperations().forEach(operation -> ids.demandUnique(path, operation));
                describe(path, item);
              });
    }
    describeTags(document);
    addExamples(document);
  }

  private static SecurityScheme bearer() {
    return new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme(BEARER).bearerFormat("JWT");
  }

  private void describe(String path, PathItem item) {
    item.readOperationsMap()
        .forEach(
            (method, operation) -> {
              if (operation.getParameters() != null) {
                operation
                    .getParameters()
                    .forEach(parameter -> describe(method + " " + path, path, parameter));
              }
            });
  }

  private void describe(String operation, String path, Parameter parameter) {
    if (parameter.getDescription() != null) {
      return;
    }
    descriptions
        .of(operation + " " + parameter.getName(), parameter.getName())
        .or(() -> ofSegment(path, parameter))
        .ifPresent(parameter::setDescription);
  }

  /** A variable in a path is the id of an element of the collection before it. */
  private static java.util.Optional<String> ofSegment(String path, Parameter parameter) {
    int variable = path.indexOf("/{" + parameter.getName() + "}");
    if (!"path".equals(parameter.getIn()) || variable < 0) {
      return java.util.Optional.empty();
    }
    String collection = path.substring(path.lastIndexOf('/', variable - 1) + 1, variable);
    return java.util.Optional.of("An element's id, as `id` in the list of " + collection + ".");
  }

  private void describeTags(OpenAPI document) {
    Map<String, Tag> tags =
        document.getTags() == null
            ? new TreeMap<>()
            : document.getTags().stream()
                .collect(Collectors.toMap(Tag::getName, tag -> tag, (one, _) -> one, TreeMap::new));
    SchemaTree.operations(document)
        .map(Operation::getTags)
        .filter(names -> names != null)
        .flatMap(List::stream)
        .collect(Collectors.toCollection(TreeSet::new))
        .forEach(name -> tags.computeIfAbsent(name, added -> new Tag().name(added)));
    tags.values().stream()
        .filter(tag -> tag.getDescription() == null)
        .forEach(tag -> descriptions.of("tag " + tag.getName()).ifPresent(tag::setDescription));
    document.setTags(List.copyOf(tags.values()));
  }

  private static void addExamples(OpenAPI document) {
    ExampleValues values = new ExampleValues(document);
    SchemaTree.operations(document)
        .forEach(
            operation -> {
              if (operation.getRequestBody() != null) {
                addExamples(values, operation.getRequestBody().getContent());
              }
              operation
                  .getResponses()
                  .forEach((_, response) -> addExamples(values, response.getContent()));
            });
  }

  private static void addExamples(ExampleValues values, @Nullable Content content) {
    if (content == null) {
      return;
    }
    for (MediaType body : content.values()) {
      if (body.getSchema() != null && body.getExamples() == null && body.getExample() == null) {
        body.setExample(values.of(body.getSchema()));
      }
    }
  }
}
