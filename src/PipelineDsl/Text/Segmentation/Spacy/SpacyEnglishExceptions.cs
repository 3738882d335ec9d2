using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace PipelineDsl;

/// <summary>The special cases of spaCy's English tokenizer: strings that are always cut in the same way, made from what they have in common.</summary>
/// <remarks>
/// The facts are those of spaCy 3.5 to 3.8 (<c>spacy/lang/en/tokenizer_exceptions.py</c> and <c>spacy/lang/tokenizer_exceptions.py</c>): contractions of pronouns, question words and
/// auxiliaries with and without their apostrophe, times, abbreviations and emoticons. 1,347 of them.
/// </remarks>
internal static class SpacyEnglishExceptions
{
    private const string Pronouns = "i you he she it we they";

    private const string QuestionWords = "who what when where why how there that this these those";

    /// <summary>Auxiliaries as they are before <c>n't</c>, which may be followed by <c>'ve</c>, and those after which it may not.</summary>
    private const string Auxiliaries = "ca could do does did had may might must need ought sha should wo would";

    private const string ShortAuxiliaries = "ai are dare has have is was were";

    /// <summary>What contractions without an apostrophe would be if they were no words of their own.</summary>
    private const string OrdinaryWords = "ill its hell shell shed were well whore";

    private const string WithoutG = "doin goin havin lovin nothin nuthin ol somethin";

    /// <summary>Kept whole, as written.</summary>
    private const string Abbreviations =
        "Adm. Bros. co. Co. Corp. D.C. Dr. e.g. E.g. E.G. Gen. Gov. i.e. I.e. I.E. Inc. Jr. Ltd. Md. Messrs. Mo. Mont. Mr. Mrs. Ms. p.m. a.m. Ph.D. Prof. Rep. Rev. Sen. St. vs. v.s. "
        + "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. "
        + "Ak. Ala. Ariz. Ark. Calif. Colo. Conn. Del. Fla. Ga. Ia. Id. Ill. Ind. Kan. Kans. Ky. La. Mass. Mich. Minn. Miss. Mt. N.C. N.D. N.H. N.J. N.M. N.Y. Neb. Nebr. Nev. Okla. Ore. "
        + "Pa. S.C. Tenn. Va. Wash. Wis. "
        + "and/or w/o C++ <space> em ll nuff 'bout 'cause 'Cause 'cos 'Cos 'coz 'Coz 'cuz 'Cuz 'd 'em 'll 'nuff 're 's 'S ‘s ‘S ma'am Ma'am o'clock O'clock ' '' — \\\") \\n \\t";

    private const string Emoticons =
        "(*_*) (-8 (-: (-; (-_-) (._.) (: (; (= (>_<) (^_^) (o: (¬_¬) (ಠ_ಠ) (╯°□°）╯︵┻━┻ )-: ): -_- -__- ._. 0.0 0.o 0_0 0_o 8) 8-) 8-D 8D :'( :') :'-( :'-) :( :(( :((( :() :) :)) :))) :* "
        + ":-( :-(( :-((( :-) :-)) :-))) :-* :-/ :-0 :-3 :-> :-D :-O :-P :-X :-] :-o :-p :-x :-| :-} :/ :0 :1 :3 :> :D :O :P :X :] :o :o) :p :x :| :} ;) ;-) ;-D ;D ;_; <.< </3 <3 <33 <333 "
        + "=( =) =/ =3 =D =[ =] =| >.< >.> >:( >:o ><(((*> @_@ O.O O.o O_O O_o V.V V_V XD XDD [-: [: [= ]= ^_^ ^__^ ^___^ o.0 o.O o.o o_0 o_O o_o v.v v_v xD xDD ¯\\(ツ)/¯ ಠ_ಠ ಠ︵ಠ";

    /// <summary>All special cases: the string and its pieces, which are the string when they are put together.</summary>
    public static Dictionary<string, string[]> Create()
    {
        Dictionary<string, string[]> all = new(StringComparer.Ordinal);
        foreach (string whole in Words(Abbreviations).Concat(Words(Emoticons)).Concat([" ", "\t", "\n", "\u00A0"]).Concat("abcdefghijklmnopqrstuvwxyzäöü".Select(static letter => letter + ".")))
        {
            all[whole] = [whole];
        }

        AddPronouns(all);
        AddQuestionWords(all);
        AddAuxiliaries(all);
        AddOthers(all);
        foreach ((string key, string[] pieces) in all.Where(static entry => entry.Key.Contains('\'', StringComparison.Ordinal)).ToArray())
        {
            all[Typographic(key)] = [.. pieces.Select(Typographic)];
        }

        return all;
    }

    private static void AddPronouns(Dictionary<string, string[]> all)
    {
        AddContractions(all, "i", ["'m"], ["'m", "a"]);
        foreach (string pronoun in Words(Pronouns))
        {
            AddContractions(all, pronoun, ["'ll"], ["'ll", "'ve"], ["'d"], ["'d", "'ve"]);
            switch (pronoun)
            {
                case "he" or "she" or "it":
                    AddContractions(all, pronoun, ["'s"]);
                    break;
                case "i":
                    AddContractions(all, pronoun, ["'ve"]);
                    break;
                default:
                    AddContractions(all, pronoun, ["'ve"], ["'re"]);
                    break;
            }
        }
    }

    private static void AddQuestionWords(Dictionary<string, string[]> all)
    {
        foreach (string word in Words(QuestionWords))
        {
            AddContractions(all, word, ["'ll"], ["'ll", "'ve"], ["'d"], ["'d", "'ve"]);
            if (word is not ("these" or "those"))
            {
                AddContractions(all, word, ["'s"]);
            }

            if (word is not ("this" or "that"))
            {
                AddContractions(all, word, ["'ve"], ["'re"]);
            }
        }
    }

    private static void AddAuxiliaries(Dictionary<string, string[]> all)
    {
        foreach (string verb in Words(Auxiliaries))
        {
            AddContractions(all, verb, ["n't"], ["n't", "'ve"]);
        }

        foreach (string verb in Words(ShortAuxiliaries))
        {
            AddContractions(all, verb, ["n't"]);
        }

        foreach (string verb in Words("could might must not should would"))
        {
            AddContractions(all, verb, ["'ve"]);
        }
    }

    private static void AddOthers(Dictionary<string, string[]> all)
    {
        foreach (string word in Words(WithoutG))
        {
            AddBothCases(all, word);
            AddBothCases(all, word + "'");
        }

        AddBothCases(all, "can", "not");
        AddBothCases(all, "gon", "na");
        AddBothCases(all, "got", "ta");
        AddBothCases(all, "let", "'s");
        AddBothCases(all, "c'm", "on");
        AddBothCases(all, "how", "'d", "'y");
        Add(all, "y'", "all");
        Add(all, "y", "all");
        for (int hour = 1; hour <= 12; hour++)
        {
            foreach (string half in Words("am pm a.m. p.m."))
            {
                Add(all, hour.ToString(CultureInfo.InvariantCulture), half);
            }
        }

        foreach (char scale in "CFKcfk")
        {
            Add(all, "°", scale.ToString(), ".");
        }
    }

    /// <summary>Adds a word with each of the endings: in both cases, with apostrophes and without them.</summary>
    private static void AddContractions(Dictionary<string, string[]> all, string word, params string[][] endings)
    {
        foreach (string[] ending in endings)
        {
            AddBothCases(all, [word, .. ending]);
            string[] bare = [word, .. ending.Select(static piece => piece.Replace("'", "", StringComparison.Ordinal))];
            if (!Words(OrdinaryWords).Contains(string.Concat(bare)))
            {
                AddBothCases(all, bare);
            }
        }
    }

    private static void AddBothCases(Dictionary<string, string[]> all, params string[] pieces)
    {
        Add(all, pieces);
        Add(all, [char.ToUpperInvariant(pieces[0][0]) + pieces[0][1..], .. pieces[1..]]);
    }

    private static void Add(Dictionary<string, string[]> all, params string[] pieces) => all[string.Concat(pieces)] = pieces;

    private static string[] Words(string list) => list.Split(' ');

    private static string Typographic(string text) => text.Replace('\'', '’');
}
