//! Every table of a pack: its name, which is that of its file and of its schema, and the type of its rows.

use super::records::*;

/// Calls a macro with every table of a pack: its documentation, its name and the type of its rows. The names of tables are
/// stated here only.
macro_rules! with_tables {
    ($callback:ident) => {
        $callback! {
            /// Documents.
            sources: Source,
            /// Sections of the source, in its order.
            sections: Section,
            /// Roles.
            roles: Role,
            /// Other names of roles.
            role_aliases: RoleAlias,
            /// Other names of places.
            city_aliases: CityAlias,
            /// Other names of levels.
            level_aliases: LevelAlias,
            /// Other names of skills.
            skill_aliases: SkillAlias,
            /// Words with a function in names.
            name_words: NameWord,
            /// Short forms of words in titles.
            abbreviations: Abbreviation,
            /// Words that name a place or an organisation beside a title.
            context_words: ContextWord,
            /// Grades of an employer.
            grade_map: GradeRow,
            /// Cities, provinces and countries by which an address is read.
            gazetteer: GazetteerPlace,
            /// Constants.
            conventions: Convention,
            /// Published medians.
            salaries: Salary,
            /// Published percentiles.
            market_cells: MarketCell,
            /// Segments of the market.
            segments: Segment,
            /// Cities and provinces.
            cities: City,
            /// The market of each city.
            city_market: CityMarket,
            /// Dominant roles of cities.
            city_roles: CityRole,
            /// Geographic differentials.
            geo_differentials: GeoDifferential,
            /// Levels, from the lowest.
            levels: Level,
            /// Premiums other than for a place or a level.
            premiums: Premium,
            /// Bonus rules.
            bonuses: Bonus,
            /// Skills.
            skills: Skill,
            /// Skills that roles ask for.
            role_skills: RoleSkill,
            /// Employers.
            employers: Employer,
            /// Universities.
            universities: University,
            /// Statements with a number.
            facts: Fact,
            /// Statements without a number.
            findings: Finding,
            /// Known problems in the data.
            caveats: Caveat,
            /// Rates of exchange.
            fx: FxRate,
            /// Words that describe the pack to people.
            wording: Wording,
            /// Words for the same thing, for the search.
            search_terms: SearchTerm,
        }
    };
}
pub(super) use with_tables;

/// Declares the names of the tables.
macro_rules! declare_names {
    ($($(#[$doc:meta])* $table:ident: $row:ty,)+) => {
        /// The name of every table, in the order of the documentation.
        pub(super) const TABLES: &[&str] = &[$(stringify!($table)),+];

        $(impl TableName for $row {
            const NAME: &'static str = stringify!($table);
        })+
    };
}

with_tables!(declare_names);
