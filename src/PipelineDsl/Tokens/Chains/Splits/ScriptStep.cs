namespace PipelineDsl;

/// <summary>UnicodeScripts: cuts where the script changes. Hiragana, Katakana and U+30FC count as Han, spaces and characters of no script as any; what stands before the first character with a script is left out.</summary>
internal sealed unsafe class ScriptStep : PreTokenStep
{
    private const UnicodeScript Any = UnicodeScript.Unknown;

    /// <inheritdoc/>
    public override void Apply(PreTokens pieces)
    {
        pieces.BeginStep();
        for (int i = 0; i < pieces.Count; i++)
        {
            byte* end = pieces.Text + pieces.End(i);
            int cut = -1;
            UnicodeScript last = Any;
            for (byte* p = pieces.Text + pieces.Start(i); p < end;)
            {
                UnicodeScript script = ScriptOf(Utf8Character.Read(p, end, out int length));
                if (script != Any)
                {
                    if (script != last)
                    {
                        if (cut >= 0)
                        {
                            pieces.Emit(cut, (int)(p - pieces.Text));
                        }

                        cut = (int)(p - pieces.Text);
                    }

                    last = script;
                }

                p += length;
            }

            if (cut >= 0)
            {
                pieces.Emit(cut, pieces.End(i));
            }
        }

        pieces.EndStep();
    }

    private static UnicodeScript ScriptOf(int character) => character switch
    {
        ' ' => Any,
        0x30FC => UnicodeScript.Han,
        _ => UnicodeScripts.Of(character) is UnicodeScript.Hiragana or UnicodeScript.Katakana ? UnicodeScript.Han : UnicodeScripts.Of(character),
    };
}
