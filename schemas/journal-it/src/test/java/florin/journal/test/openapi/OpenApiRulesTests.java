package florin.journal.test.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiRulesTests {

  private static final String POOR =
      """
      {"tags":[{"name":"Things"}],
       "paths":{"/api/things/{id}":{"get":{"tags":["Things"],"parameters":[{"name":"id","in":"path"}],
         "responses":{
           "200":{"content":{"*/*":{"schema":{"$ref":"#/components/schemas/ThingResponse"}}}},
           "404":{"description":"none"}}}},
         "/api/things":{"get":{"parameters":[
           {"name":"all","in":"query","schema":{"type":"string","default":"false"}}],"responses":{"200":{"description":"ok","content":{"application/json":{
           "example":{"items":[1]},"schema":{"$ref":"#/components/schemas/Things"}}}}}}}},
       "components":{"schemas":{
         "ThingResponse":{"type":"object","properties":{"id":{"$ref":"#/components/schemas/Id"}}},
         "Things":{"type":"object","required":["items"],"properties":{
           "items":{"type":"array","description":"Things.","items":{"type":"string"}}}}}}}
      """;

  @Test
  void nameEveryPartThatADocumentLacks() {
    JsonNode document = JsonMapper.shared().readTree(POOR);
    assertThatThrownBy(() -> OpenApiRules.check("a poor document", document))
        .hasMessageContainingAll(
            "operation without summary",
            "operation without description",
            "operation without tag",
            "tag without description",
            "parameter without description",
            "parameter without schema",
            "boolean parameter declared as text",
            "property without description",
            "schema named after its class",
            "schema without required properties",
            "reference without target",
            "content type */*",
            "error not declared",
            "error without problem types",
            "example that is not valid",
            "list without next",
            "list without limit",
            "list without cursor");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name":"a","size":1}                  | true
          {"name":"a","size":null}               | true
          {"name":"a","size":1,"part":null}      | true
          {"name":"a","size":1,"part":{"on":"2026-01-31"}} | true
          {"size":1}                             | false
          {"name":null,"size":1}                 | false
          {"name":"c","size":1}                  | false
          {"name":"a","size":0}                  | false
          {"name":"a","size":"1"}                | false
          {"name":"a","size":1,"other":1}        | false
          {"name":"a","size":1,"part":{"on":"2026-02-31"}} | false
          {"name":"a","size":1,"part":{}}        | false
          """)
  void acceptOnlyValuesOfTheSchema(String value, boolean valid) {
    JsonNode document =
        JsonMapper.shared()
            .readTree(
                """
                {"components":{"schemas":{
                  "Thing":{"type":"object","required":["name"],"properties":{
                    "name":{"type":"string","enum":["a","b"]},
                    "size":{"type":["integer","null"],"minimum":1},
                    "part":{"anyOf":[{"$ref":"#/components/schemas/Part"},{"type":"null"}]}}},
                  "Part":{"type":"object","required":["on"],"properties":{
                    "on":{"type":"string","format":"date"}}}}}}
                """);
    List<String> faults =
        new SchemaValidation(document)
            .faults(document.at("/components/schemas/Thing"), JsonMapper.shared().readTree(value));
    assertThat(faults.isEmpty()).as(faults.toString()).isEqualTo(valid);
  }
}
