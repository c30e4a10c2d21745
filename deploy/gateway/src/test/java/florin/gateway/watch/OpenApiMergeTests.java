package florin.gateway.watch;

import static org.assertj.core.api.Assertions.assertThat;

import florin.gateway.Upstream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OpenApiMergeTests {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OpenApiMerge merged =
      new OpenApiMerge(parse("{\"openapi\":\"3.1.0\",\"paths\":{}}"));

  @Test
  void takesOnlyPathsThatLeadToTheService() {
    merged.add(
        Upstream.ACCOUNTS,
        parse(
            """
            {"paths":{
              "/api/accounts/{id}":{"get":{"operationId":"account"}},
              "/api/goals":{"get":{"operationId":"goals"}},
              "/internal":{"get":{}},
              "/actuator/health":{"get":{}}}}
            """));

    assertThat(merged.merged().path("paths").propertyNames()).containsExactly("/api/accounts/{id}");
  }

  @Test
  void sharesComponentsThatAreAlike() {
    var document = parse(using("{\"type\":\"string\"}"));
    merged.add(Upstream.ACCOUNTS, document);
    merged.add(Upstream.PLANNING, document);

    assertThat(merged.merged().at("/components/schemas").propertyNames())
        .containsExactly("Amount", "Money");
  }

  @Test
  void namesDifferentComponentsAfterTheirServiceWithAllThatReferToThem() {
    merged.add(Upstream.ACCOUNTS, parse(using("{\"type\":\"string\"}")));
    merged.add(Upstream.PROVIDER_SYNC, parse(using("{\"type\":\"number\"}")));

    var schemas = merged.merged().at("/components/schemas");
    assertThat(schemas.propertyNames())
        .containsExactly("Amount", "Money", "ProviderSyncAmount", "ProviderSyncMoney");
    assertThat(schemas.at("/Amount/type").asString()).isEqualTo("string");
    assertThat(schemas.at("/ProviderSyncAmount/type").asString()).isEqualTo("number");
    assertThat(schemas.at("/Money/properties/amount/$ref").asString())
        .isEqualTo("#/components/schemas/Amount");
    assertThat(schemas.at("/ProviderSyncMoney/properties/amount/$ref").asString())
        .isEqualTo("#/components/schemas/ProviderSyncAmount");
    assertThat(schema("/api/accounts")).isEqualTo("#/components/schemas/Money");
    assertThat(schema("/api/connections")).isEqualTo("#/components/schemas/ProviderSyncMoney");
  }

  @Test
  void givesEachOperationAnIdOfItsOwn() {
    merged.add(Upstream.ACCOUNTS, parse(using("{}")));
    merged.add(Upstream.PROVIDER_SYNC, parse(using("{}")));

    var paths = merged.merged().path("paths");
    assertThat(paths.path("/api/accounts").at("/get/operationId").asString()).isEqualTo("list");
    assertThat(paths.path("/api/connections").at("/get/operationId").asString())
        .isEqualTo("providerSyncList");
  }

  @Test
  void asksNoTokenOfAWebhook() {
    merged.add(
        Upstream.PROVIDER_SYNC,
        parse("{\"paths\":{\"/webhooks/plaid\":{\"post\":{\"operationId\":\"plaid\"}}}}"));

    var post = merged.merged().path("paths").path("/webhooks/plaid").path("post");
    assertThat(post.path("security").isArray()).isTrue();
    assertThat(post.path("security").size()).isZero();
  }

  @Test
  void theGatewaysOwnReferencesAllLeadSomewhere() throws IOException {
    try (var source = new ClassPathResource("openapi.json").getInputStream()) {
      var own = (ObjectNode) JSON.readTree(source);

      assertThat(own.findValues("$ref"))
          .isNotEmpty()
          .allSatisfy(
              reference ->
                  assertThat(own.at(reference.asString().substring(1)).isMissingNode()).isFalse());
    }
  }

  private String schema(String path) {
    return merged.merged().path("paths").path(path).findValue("$ref").asString();
  }

  private static String using(String amount) {
    var operation =
        """
        {"get":{"operationId":"list","responses":{"200":{"content":{"application/json":{
          "schema":{"$ref":"#/components/schemas/Money"}}}}}}}
        """;
    return """
    {"paths":{"/api/accounts":%s,"/api/connections":%s,"/api/goals":%s},
     "components":{"schemas":{
       "Amount":%s,
       "Money":{"type":"object","properties":{"amount":{"$ref":"#/components/schemas/Amount"}}}}}}
    """
        .formatted(operation, operation, operation, amount);
  }

  private static ObjectNode parse(String json) {
    return (ObjectNode) JSON.readTree(json);
  }
}
