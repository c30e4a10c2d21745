package florin.emulator.household;

import static florin.emulator.household.value.Merchant.inStore;
import static florin.emulator.household.value.Merchant.online;

import java.util.List;

/** The purchases of the family: goods, shops and frequencies. */
final class EverydaySpending {
  private static final List<SpendingHabit> HABITS =
      List.of(
          new SpendingHabit(
              Household.CHECKING,
              2.3,
              18,
              190,
              0.01,
              List.of(
                  inStore("Blue Ridge Grocers", "FOOD_AND_DRINK_GROCERIES"),
                  inStore("Corner Market", "FOOD_AND_DRINK_GROCERIES"),
                  inStore("Harvest Co-op", "FOOD_AND_DRINK_GROCERIES"))),
          new SpendingHabit(
              Household.CHECKING,
              0.9,
              22,
              85,
              0,
              List.of(
                  inStore("Cascade Fuel", "TRANSPORTATION_GAS"),
                  inStore("Northside Gas & Go", "TRANSPORTATION_GAS"))),
          new SpendingHabit(
              Household.CARD,
              3.8,
              3,
              14,
              0,
              List.of(
                  inStore("Café Zoë", "FOOD_AND_DRINK_COFFEE"),
                  inStore("Stumble Inn Coffee", "FOOD_AND_DRINK_COFFEE"),
                  inStore("The Daily Grind", "FOOD_AND_DRINK_COFFEE"))),
          new SpendingHabit(
              Household.CARD,
              3.4,
              11,
              120,
              0,
              List.of(
                  inStore("Taquería La Ñapa", "FOOD_AND_DRINK_RESTAURANT"),
                  inStore("寿司 Hanabi", "FOOD_AND_DRINK_RESTAURANT"),
                  inStore("O'Malley's Pub", "FOOD_AND_DRINK_BEER_WINE_AND_LIQUOR"),
                  inStore("Burger Depot", "FOOD_AND_DRINK_FAST_FOOD"),
                  inStore("Trattoria Da Enzo", "FOOD_AND_DRINK_RESTAURANT"))),
          new SpendingHabit(
              Household.CARD,
              1.9,
              9,
              240,
              0.06,
              List.of(
                  online("Bazaar24", "GENERAL_MERCHANDISE_ONLINE_MARKETPLACES"),
                  online("Threadbare Outfitters", "GENERAL_MERCHANDISE_CLOTHING_AND_ACCESSORIES"),
                  inStore("Paws & Claws", "GENERAL_MERCHANDISE_PET_SUPPLIES"),
                  inStore("Volt Electronics", "GENERAL_MERCHANDISE_ELECTRONICS"),
                  inStore("Page Turner Books", "GENERAL_MERCHANDISE_BOOKSTORES_AND_NEWSSTANDS"))),
          new SpendingHabit(
              Household.CARD,
              1.6,
              6,
              48,
              0,
              List.of(
                  online("Hopp Ride", "TRANSPORTATION_TAXIS_AND_RIDE_SHARES"),
                  inStore("TriMet", "TRANSPORTATION_PUBLIC_TRANSIT"),
                  inStore("ParkRight Garage", "TRANSPORTATION_PARKING"))),
          new SpendingHabit(
              Household.CARD,
              1.2,
              8,
              95,
              0.02,
              List.of(
                  inStore("Wellspring Pharmacy", "MEDICAL_PHARMACIES_AND_SUPPLEMENTS"),
                  inStore("Dr. Åse Lindqvist DDS", "MEDICAL_DENTAL_CARE"),
                  inStore("Shear Genius", "PERSONAL_CARE_HAIR_AND_BEAUTY"),
                  inStore("Timber & Nail Hardware", "HOME_IMPROVEMENT_HARDWARE"))),
          new SpendingHabit(
              Household.CARD,
              0.7,
              12,
              90,
              0.02,
              List.of(
                  inStore("Orpheum Cinema", "ENTERTAINMENT_TV_AND_MOVIES"),
                  online("Pixel Forge Games", "ENTERTAINMENT_VIDEO_GAMES"),
                  inStore(
                      "City Art Museum",
                      "ENTERTAINMENT_SPORTING_EVENTS_AMUSEMENT_PARKS_AND_MUSEUMS"))),
          new SpendingHabit(
              Household.CARD,
              0.09,
              180,
              1_400,
              0.05,
              List.of(
                  online("Aerolínea Cóndor", "TRAVEL_FLIGHTS"),
                  online("Hôtel de l'Étoile", "TRAVEL_LODGING"),
                  online("Roadrunner Rentals", "TRAVEL_RENTAL_CARS"))),
          new SpendingHabit(
              Household.JOINT,
              1.5,
              4,
              60,
              0.02,
              List.of(
                  inStore("Corner Market", "FOOD_AND_DRINK_GROCERIES"),
                  inStore("Żabka Łódź", "GENERAL_MERCHANDISE_CONVENIENCE_STORES"),
                  inStore("Bubble Tea 🧋 Bar", "FOOD_AND_DRINK_OTHER_FOOD_AND_DRINK"))));

  private EverydaySpending() {}

  static void live(long seed, HouseholdTransactions householdTransactions) {
    HABITS.forEach(spendingHabit -> spendingHabit.live(seed, householdTransactions));
  }
}
