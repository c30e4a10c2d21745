package florin.transactions.recurring.pattern;

import java.util.List;
import java.util.Set;

/**
 * Shops, restaurants and filling stations by the words of a text: places where people buy different
 * things at each visit. A visit each month is a habit and no bill; only a payment that is always
 * the same, such as a membership, is a series there.
 */
public final class VisitedShops {

  private static final Set<String> SHOPS =
      words(
          """
          supermarket supermarkt supermarche supermercado grocery groceries grocer grocers market mkt foods
          restaurant restaurante ristorante cafe coffee espresso pizza pizzeria burger burgers grill diner bakery
          baeckerei bäckerei boulangerie deli bistro sushi ramen taqueria steakhouse tavern pub brewery
          petrol fuel tankstelle gasolinera parking parkhaus pharmacy pharmacie farmacia apotheke drugstore
          barber barbershop
          walmart costco kroger safeway publix wegmans wholefds heb aldi lidl rewe edeka kaufland netto penny
          tesco sainsbury sainsburys asda morrisons waitrose carrefour leclerc auchan intermarche monoprix
          mercadona eroski esselunga conad migros denner spar heijn ica rossmann walgreens cvs target ikea
          starbucks dunkin mcdonald mcdonalds kfc subway chipotle dominos wendys doordash grubhub deliveroo
          shell chevron exxon exxonmobil texaco bp aral esso sunoco valero citgo speedway wawa sheetz quiktrip
          """);

  private static final List<String> SHOPS_OF_TWO_WORDS =
      List.of(
          "trader joe",
          "trader joes",
          "whole foods",
          "burger king",
          "circle k",
          "7 eleven",
          "food lion");

  /** Shops sell contracts as well. */
  private static final Set<String> CONTRACTS =
      words(
          """
          energy energie electric power strom broadband internet mobile mobil talk insurance versicherung bank
          membership mitgliedschaft premium prime plus subscription abo loan finance kredit rent
          """);

  private VisitedShops() {}

  /**
   * @param text the name or the bank's text of a payee
   */
  public static boolean names(String text) {
    List<String> words = PayeeKey.split(text);
    String joined = " " + String.join(" ", words) + " ";
    return (words.stream().anyMatch(SHOPS::contains)
            || SHOPS_OF_TWO_WORDS.stream().anyMatch(shop -> joined.contains(" " + shop + " ")))
        && words.stream().noneMatch(CONTRACTS::contains);
  }

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }
}
